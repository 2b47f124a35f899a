import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { normaliseHeader, readMapping } from '../src/sources/mapping.js';
import { openSourceFile } from '../src/sources/source-file.js';
import { readBuiltInMappings } from '../src/sources/mapping.js';
import { type SourceFolder, createSourceFolder, readItems } from './source-folder.js';

const CREATORS_HEADER =
  '"nickname","uniqueId","user_id","follower_count","creator_rank","video_type","video_item_id","video_name","video_url","profile_url","video_play_count","video_like_count","video_rank","crawl_date","crawl_time"';
const POSTS_HEADER =
  '"url","nickname","user_id","item_id","item_name","genre","like_count","play_count","crawl_date","crawl_time"';

describe('source formats', () => {
  let folder: SourceFolder;
  beforeEach(async () => {
    folder = await createSourceFolder();
  });
  afterEach(() => folder.remove());

  it('reads creators, videos and snapshots from lists of creators', async () => {
    const path = await folder.write(
      'list.creators.csv',
      `${CREATORS_HEADER}\r\n"Lan 🌸","lan.hoa","6789636456543437830",4450887,1,"Beauty","7554346264477830423","Một ""ngày""\nmới, #hoa","https://www.tiktok.com/@lan.hoa/video/7554346264477830423","https://www.tiktok.com/@lan.hoa",51610341,1866223,1,"2025-10-02","09:50:03"\r\n`,
    );
    expect((await readItems(path, 'creators')).items).toEqual([
      {
        platform: 'TIKTOK',
        platformAccountId: '6789636456543437830',
        handle: 'lan.hoa',
        displayName: 'Lan 🌸',
        categories: ['beauty'],
        url: 'https://www.tiktok.com/@lan.hoa',
        followers: 4450887,
        reportedAt: '2025-10-02T09:50:03.000Z',
      },
    ]);
    expect((await readItems(path, 'videos')).items).toEqual([
      expect.objectContaining({
        platformVideoId: '7554346264477830423',
        platformAccountId: '6789636456543437830',
        caption: 'Một "ngày"\nmới, #hoa',
      }),
    ]);
    expect((await readItems(path, 'snapshots')).items).toEqual([
      {
        platform: 'TIKTOK',
        platformVideoId: '7554346264477830423',
        capturedAt: '2025-10-02T09:50:03.000Z',
        views: 51610341,
        likes: 1866223,
      },
    ]);
  });

  it('never takes the placeholder @username of posts for a handle or an address', async () => {
    const path = await folder.write(
      'list.posts.csv',
      `${POSTS_HEADER}\r\n"https://tiktok.com/@username/video/7551031485155904791","Ann","7478312849783604256","7551031485155904791","","Music",341596,60024464,"2025-09-24","18:11:30"\r\n`,
    );
    const { items } = await readItems(path, 'videos');
    expect(items).toHaveLength(1);
    expect(items![0]).not.toHaveProperty('url');
    expect(items![0]).not.toHaveProperty('handle');
    expect(items![0]).not.toHaveProperty('caption');
    expect(items![0]).toHaveProperty('platformAccountId', '7478312849783604256');
  });

  it('reads lists of influencers whose headers repeat, differ in case and dots, and have line breaks', async () => {
    const tiktok = await folder.write(
      'tiktok-2022-03.csv',
      'Tiktoker name,Tiktok name,Subscribers count,Subscribers count,Views avg.,Views avg.,Likes avg,Likes avg,Comments avg.,Comments avg.,Shares avg,Shares avg\r\nmo.mo,MOMO,13.8M,13849999,26M,26000000,2.8M,2800000,29.4K,29400,,\r\n',
    );
    expect((await readItems(tiktok, 'creators')).items).toEqual([
      {
        platform: 'TIKTOK',
        handle: 'mo.mo',
        displayName: 'MOMO',
        followers: 13_849_999,
        averageViews: 26_000_000,
        averageLikes: 2_800_000,
        averageComments: 29_400,
        reportedAt: '2022-03-31T23:59:59.000Z',
      },
    ]);
    const later = await folder.write(
      'tiktok-2022-09.csv',
      'S.no,Tiktoker name,Tiktok name,Subscribers,Subscribers,Views avg.,Views avg.,Likes avg.,Likes avg.,Comments avg.,Comments avg.,Shares avg.,Shares avg.\r\n1,mo.mo,,13.8M,,6.4M,6400000,2.3M,2300000,50.2K,50200,34.2K,34200\r\n',
    );
    expect((await readItems(later, 'creators')).items).toEqual([
      expect.objectContaining({
        handle: 'mo.mo',
        followers: 13_800_000,
        averageShares: 34_200,
        reportedAt: '2022-09-30T23:59:59.000Z',
      }),
    ]);
    const instagram = await folder.write(
      'instagram-2022-11.csv',
      's.no,Name,Instagram Name,Category-1,Followers,Followers,"\nCountry",Eng. (Auth.),Eng. (Auth.),Eng. (Avg.),Eng. (Avg.),Category-2\n1,ron,Ron,Sports with a ball,483.1M,483100000,South Korea,4.5M,4500000,5.6M,5600000,Family\n2,kim,,,370M,370000000,,2.8M,2800000,4.4M,4400000,\n',
    );
    expect((await readItems(instagram, 'creators')).items).toEqual([
      {
        platform: 'INSTAGRAM',
        handle: 'ron',
        displayName: 'Ron',
        categories: ['sports with a ball', 'family'],
        followers: 483_100_000,
        reportedAt: '2022-11-30T23:59:59.000Z',
      },
      { platform: 'INSTAGRAM', handle: 'kim', followers: 370_000_000, reportedAt: '2022-11-30T23:59:59.000Z' },
    ]);
  });

  it('takes a YouTube channel of several words for a name, not a handle', async () => {
    const path = await folder.write(
      'youtube-2022-11.csv',
      's.no,Youtube channel,youtuber name,Category,Followers,Followers,Country,"\nViews (Avg.)","\nViews (Avg.)",Likes (Avg.),Likes (Avg.),Comments (Avg.),Comments (Avg.),Category-2\n1,✿ Kids Show,,Animation,102.5M,102500000,,2.4M,2400000,15.7K,15700,0,0,Toys\n2,tseries,T-Series,,229.5M,229500000,India,103.8K,103800,2.8K,2800,158,158,\n',
    );
    const { items } = await readItems(path, 'creators');
    expect(items![0]).toMatchObject({
      platformAccountId: '✿ Kids Show',
      displayName: '✿ Kids Show',
      averageComments: 0,
    });
    expect(items![0]).not.toHaveProperty('handle');
    expect(items![1]).toMatchObject({ handle: 'tseries', displayName: 'T-Series' });
    expect(items![1]).not.toHaveProperty('platformAccountId');
  });

  it('reads nested JSON and keeps the digits of long ids, even of those that are numbers', async () => {
    const path = await folder.write(
      'trending-2020.json',
      '{"collector":[{"id":6907228749016714497,"text":"Hi \\"7000000000000000001\\"","createTime":1608214517,"authorMeta":{"id":"6825540583826768902","name":"nina","nickName":"Nina","verified":false},"webVideoUrl":"https://www.tiktok.com/@nina/video/6907228749016714497","videoMeta":{"duration":15.5},"diggCount":3710,"shareCount":50,"playCount":44800,"commentCount":0,"hashtags":[{"name":"FYP"},{"name":"fyp"}]},{"id":"6907228749016714498","text":"","createTime":1608214518,"authorMeta":{"id":"2","name":"b","nickName":"B","verified":true},"diggCount":1,"playCount":2,"hashtags":[]}]}',
    );
    const { items } = await readItems(path, 'videos');
    expect(items![0]).toMatchObject({
      platformVideoId: '6907228749016714497',
      caption: 'Hi "7000000000000000001"',
      hashtags: ['fyp'],
      durationSeconds: 15,
      postedAt: '2020-12-17T14:15:17.000Z',
      observedAt: '2020-12-31T23:59:59.000Z',
    });
    expect(items![1]).not.toHaveProperty('hashtags');
    expect((await readItems(path, 'snapshots')).items![0]).toMatchObject({
      comments: 0,
      shares: 50,
      capturedAt: '2020-12-31T23:59:59.000Z',
    });
    expect((await readItems(path, 'creators', '2020-12-22T00:00:00.000Z')).items![1]).toMatchObject({
      verified: true,
      reportedAt: '2020-12-22T00:00:00.000Z',
    });
  });

  it('rejects rows with their line and reason, and goes on', async () => {
    const path = await folder.write(
      'list.posts.csv',
      `\uFEFF${POSTS_HEADER}\n"","A","1","11","two\nlines","M",1,2,"2025-09-24","18:11:30"\n"","A","1","12","","M",many,2,"2025-09-24","18:11:30"\n"","A","1","13","","M",1,2,"2025-02-30","18:11:30"\n"","A","1","","","M",1,2,"2025-09-24","18:11:30"\n"","A","1","15","","M",,,"2025-09-24","18:11:30"\n"","A"\n"","A","1","17","","M",1,2,"2025-09-24","18:11:30"\n`,
    );
    const { items, problems } = await readItems(path, 'snapshots');
    expect(items!.map((item) => item.platformVideoId)).toEqual(['11', '17']);
    expect(problems).toEqual([
      { line: 4, field: 'likes', reason: 'is not a whole count: "many"' },
      { line: 5, field: 'capturedAt', reason: 'is not a date and time: "2025-02-30 18:11:30"' },
      { line: 6, field: 'platformVideoId', reason: 'is missing' },
      { line: 7, field: 'views', reason: 'one of views, likes, comments, shares, saves is needed' },
      { line: 8, field: null, reason: 'has 2 values where the header has 10 columns' },
    ]);
  });

  it('asks for a date when neither the rows nor the name of the file have one', async () => {
    const path = await folder.write(
      'top.csv',
      'Tiktoker,influencer name,Subscribers count,Views avg.,Likes avg,Comments avg.,Shares avg\na,A,1K,1,1,1,1\n',
    );
    expect((await readItems(path, 'creators')).problems).toEqual([
      { line: 2, field: 'reportedAt', reason: 'no date in the row or in the name of the file: say when with --at' },
    ]);
  });

  it('knows formats that hold nothing to import, and says what others have', async () => {
    const hashtags = await folder.write(
      'tags.csv',
      '"hashtag_id","hashtag_name","country","rank","video_views","publish_count"\n"1","a","X",1,2,3\n',
    );
    expect(await readItems(hashtags, 'creators')).toMatchObject({
      items: null,
      mapping: 'TikTok Creative Center, hashtags',
    });
    const stranger = await folder.write('other.csv', 'a,b\n1,2\n');
    await expect(openSourceFile(stranger, readBuiltInMappings())).rejects.toThrow(
      /No mapping recognises .*other\.csv; its columns are: a, b/,
    );
    await expect(openSourceFile(await folder.write('empty.csv', '\n'), readBuiltInMappings())).rejects.toThrow(
      'is empty',
    );
    await expect(openSourceFile(await folder.write('half.json', '{"a":'), readBuiltInMappings())).rejects.toThrow(
      'is no valid JSON',
    );
  });

  it('says what is wrong with a mapping of your own', async () => {
    const path = await folder.write(
      'mapping.json',
      '{"name":"x","about":"y","recognise":{"format":"csv","columns":["a"]},"videos":{"colour":"a"}}',
    );
    expect(() => readMapping(path)).toThrow('videos.colour: there is no such field');
    expect(normaliseHeader('\uFEFF\nViews  (Avg.)')).toBe('views avg');
  });

  it('tells of a quote that is never closed', async () => {
    const path = await folder.write('list.posts.csv', `${POSTS_HEADER}\n"","A","1","11","never closed,M,1,2\n`);
    await expect(readItems(path, 'snapshots')).rejects.toThrow('cannot be read on');
  });
});
