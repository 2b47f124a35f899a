/** What people write in campaigns, in one language. `{brand}` and `{topic}` are filled in. */
export interface CampaignPhrases {
  names: readonly string[];
  summaries: readonly string[];
  dos: readonly string[];
  donts: readonly string[];
  invitations: readonly string[];
  titles: readonly string[];
  changeRequests: readonly string[];
  rejections: readonly string[];
  notes: readonly string[];
}
