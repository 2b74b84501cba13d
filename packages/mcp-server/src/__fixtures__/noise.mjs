// Loaded into the server's process before anything else: a library that logs as libraries do, all the time.
const timer = setInterval(() => {
  console.log('noise: console.log');
  console.info('noise: console.info');
  process.stdout.write('noise: process.stdout\n');
  process.emitWarning('noise: a warning');
}, 5);
timer.unref();
