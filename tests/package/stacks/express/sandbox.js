import express from 'express';
import { nodeListener } from 'kie-aleph/node';
import { createProxy } from 'kie-aleph/proxy';
import { createSandbox, SANDBOX_KEY } from 'kie-aleph/sandbox';

const app = express();
const port = process.env.PORT ?? 3000;
const upstream = `http://127.0.0.1:${port}/sandbox`;
app.use('/sandbox', nodeListener(createSandbox({ latency: 200, tasks: { mine: { state: 'slow', took: 30 } } })));
app.use('/kie', nodeListener(createProxy({ apiKey: SANDBOX_KEY, upstream })));
app.listen(port);
