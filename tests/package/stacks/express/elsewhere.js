import express from 'express';
import { nodeListener } from 'kie-aleph/node';
import { createProxy } from 'kie-aleph/proxy';

const apiKey = () => process.env.KIE_API_KEY;
const app = express();
const router = express.Router();
app.use('/video', router);
// mount is the whole path, however many routers share it.
router.use('/tasks', nodeListener(createProxy({ apiKey, mount: '/video/tasks' })));
// At the root, and last: it answers whatever comes to it.
app.use(nodeListener(createProxy({ apiKey, mount: '/' })));
app.listen(process.env.PORT ?? 3000);
