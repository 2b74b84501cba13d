// Prints "PASSED FAILED" for vitest's JSON results, and every failure, shortly, to the error output. Plain JavaScript:
// it also runs on a host's older Node. Arguments: the results file, and the status that the test command ended with.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const [, , file = '', status = '0'] = process.argv;

/** How much of a failure's message is said again: enough to know it by. */
const MESSAGE_LINES = 6;

function tell(suite, name, message = '') {
  const lines = message.trim().split('\n').slice(0, MESSAGE_LINES);
  console.error(`FAILED ${path.relative('.', suite.name)} > ${name}\n${lines.map((line) => `  ${line}\n`).join('')}`);
}

function count() {
  let results;
  try {
    results = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // The tests did not get as far as a result: their setup or the build failed, or their time was up.
    return { passed: 0, failed: 1 };
  }
  // A file that cannot be loaded fails without a single test of its own.
  const broken = results.testResults.filter(
    (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
  );
  for (const suite of broken) tell(suite, 'could not be run', suite.message);
  for (const suite of results.testResults)
    for (const test of suite.assertionResults)
      if (test.status === 'failed') tell(suite, test.fullName, test.failureMessages?.[0]);
  const failed = results.numFailedTests + broken.length;
  // An unhandled rejection fails the run although every test passed.
  return { passed: results.numPassedTests, failed: failed === 0 && status !== '0' ? 1 : failed };
}

const { passed, failed } = count();
console.log(`${passed} ${failed}`);
