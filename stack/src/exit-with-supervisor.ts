/**
 * Loaded in front of every process that the stack starts: ends the process some time after its supervisor is gone. Most
 * end themselves in good order before; those without such manners must not stay behind either.
 */
const graceMs = 12_000;

process.once('disconnect', () => setTimeout(() => process.exit(1), graceMs).unref());
// The listener alone would keep a process alive that has finished its work.
process.channel?.unref();
