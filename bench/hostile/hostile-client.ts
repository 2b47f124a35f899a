// Sends hostile requests from a process of its own: making them takes time that the honest client's clock must not see.
import { sendHostile, type HostileOrder } from './hostile-sender.js';

process.on('message', (order: HostileOrder) => {
  void sendHostile(order).then((tally) => process.send?.({ tally }));
});
process.once('disconnect', () => process.exit());
process.send?.({ ready: true });
