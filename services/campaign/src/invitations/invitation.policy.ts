import { reachOfSides, type Reach, type Standing } from '../viewers/viewer.policy.js';

/** Which invitations a viewer reaches: those of either side, all of them for operators and services, none for analysts. */
export const invitationReach: (standing: Standing) => Reach = reachOfSides;
