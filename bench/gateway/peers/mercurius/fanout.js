// Mercurius with subscriptions over a schema in this process, with `jit: 1`. Sends a tick for every message.
// TICKER_MODULE is the compiled module with the schema and the events.
import Fastify from 'fastify';
import mercurius from 'mercurius';

const { tickerSdl, Ticker } = await import(process.env.TICKER_MODULE);
const ticker = new Ticker();
const app = Fastify({ logger: false });
app.register(mercurius, {
  schema: tickerSdl,
  resolvers: {
    Query: { now: () => Date.now() },
    Subscription: { ticks: { subscribe: (_root, { after }) => ticker.follow(after) } },
  },
  subscription: true,
  jit: 1,
  path: '/graphql',
  graphiql: false,
});
await app.listen({ host: '127.0.0.1', port: 0, backlog: 4096 });
process.on('message', () => {
  ticker.next();
  process.send({ sent: true });
});
process.send({ url: `http://127.0.0.1:${app.server.address().port}/graphql` });
process.once('disconnect', () => process.exit());
