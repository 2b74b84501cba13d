export { JobFollower, type JobFollowerOptions, type JobState } from './job-follower.ts';
