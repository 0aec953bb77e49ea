// Loaded before a server, for a test that wants to read what it says when it dies.
process.on('SIGUSR2', () => {
  throw new Error('Crashed as it was told.');
});
