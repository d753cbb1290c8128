// What the pages of the framework tests tell, by address.
export const STORIES = {
  '/stories/crab': ['The crab', 'One crab sat. Two crabs ran.', 'The tide came in. The tide went out. Nobody asked why.'],
  '/stories/gull': ['The gull', 'A gull flew over the bay. It saw a fish and dived.', 'The fish was faster.'],
};
