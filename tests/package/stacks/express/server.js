import express from 'express';
import { nodeListener } from 'kie-aleph/node';
import { createProxy } from 'kie-aleph/proxy';

const app = express();
app.use('/kie', nodeListener(createProxy({ apiKey: process.env.KIE_API_KEY })));
app.listen(process.env.PORT ?? 3000);
