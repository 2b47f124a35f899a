// Sends hostile requests from a process of its own, and makes them before: what that takes is no time of the gateway, and
// would be taken from it on a machine of few cores.
import { makeHostile, sendHostile, type HostileMessage, type HostileOrder } from './hostile-sender.js';

let made: HostileMessage[] = [];

process.on('message', ({ make, send }: { make?: HostileOrder; send?: HostileOrder }) => {
  if (make) {
    made = makeHostile(make);
    process.send?.({ made: made.length });
  }
  if (send) void sendHostile(send, made).then((tally) => process.send?.({ tally }));
});
process.once('disconnect', () => process.exit());
process.send?.({ ready: true });
