// Bundles app.js as React Native's release builds do: bundle.mjs <output>
import Metro from 'metro';

const projectRoot = import.meta.dirname;
const config = await Metro.loadConfig({ cwd: projectRoot }, { projectRoot, cacheStores: [], reporter: { update() {} } });
await Metro.runBuild(config, { entry: 'app.js', platform: 'android', dev: false, minify: false, out: process.argv[2] });
