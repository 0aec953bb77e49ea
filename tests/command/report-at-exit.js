// Loaded before the command, for a test that wants to read what would be left of it: Node's report, and the environment of what it starts.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  const inherited = execFileSync(process.execPath, ['-p', 'JSON.stringify(process.env)'], { encoding: 'utf8' });
  const left = { report: process.report.getReport(), inherited: JSON.parse(inherited) };
  writeFileSync(String(process.env.LEFT), JSON.stringify(left));
});
