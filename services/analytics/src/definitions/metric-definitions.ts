import type { MetricDefinition } from '#schema/__generated__/analytics.js';

/** Every metric that this service gives out, with its one definition. */
export const metricDefinitions: readonly MetricDefinition[] = [
  {
    name: 'views',
    meaning: 'Plays started, replays not counted.',
    formula: null,
    unit: 'count',
    addsUpOver: ['VIDEOS', 'TIME'],
  },
  { name: 'likes', meaning: 'Likes.', formula: null, unit: 'count', addsUpOver: ['VIDEOS', 'TIME'] },
  { name: 'comments', meaning: 'Comments.', formula: null, unit: 'count', addsUpOver: ['VIDEOS', 'TIME'] },
  { name: 'shares', meaning: 'Shares.', formula: null, unit: 'count', addsUpOver: ['VIDEOS', 'TIME'] },
  {
    name: 'saves',
    meaning: 'Saves to a viewer’s own collection.',
    formula: null,
    unit: 'count',
    addsUpOver: ['VIDEOS', 'TIME'],
  },
  {
    name: 'engagements',
    meaning: 'What viewers did with a video; saves stand apart. Known only where all three parts are.',
    formula: 'likes + comments + shares',
    unit: 'count',
    addsUpOver: ['VIDEOS', 'TIME'],
  },
  {
    name: 'engagementRate',
    meaning: 'Engagements for every view. It does not add up: it is made anew from sums of engagements and views.',
    formula: 'engagements ÷ views',
    unit: 'fraction',
    addsUpOver: [],
  },
  {
    name: 'averageViews',
    meaning: 'Mean views of a creator’s last 30 measured videos by posting time.',
    formula: 'sum of views ÷ number of videos',
    unit: 'count',
    addsUpOver: [],
  },
];
