import { appendFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import type { SerializedError } from 'vitest';
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';

/** How much of a failure's message is said again: enough to know it by. */
const MESSAGE_LINES = 6;

/**
 * A reporter for the checks, beside the usual one. Into the file that `POTOO_TEST_SUM` names go two numbers, "PASSED FAILED",
 * and below them every failure, shortly: of a test, of a hook of a suite or file, and errors outside of any test. vitest's
 * JSON leaves out the last two.
 */
export default class SumReporter implements Reporter {
  readonly #file = process.env['POTOO_TEST_SUM'] ?? '';
  #passed = 0;
  #failures: string[] = [];

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    for (const module of modules) this.#read(module);
    for (const error of unhandled) this.#tell('outside of any test', [error]);
    if (this.#file === '') return;
    writeFileSync(this.#file, `${this.#passed} ${this.#failures.length}\n`);
    appendFileSync(this.#file, this.#failures.join(''));
  }

  #read(module: TestModule): void {
    const name = `${module.project.name} ${path.relative(process.cwd(), module.moduleId)}`;
    if (module.errors().length > 0) this.#tell(name, module.errors());
    // A file whose page or process ended has tests without a result, and says so nowhere else.
    else if (module.state() === 'pending' || module.state() === 'queued') this.#tell(`${name}: not finished`);
    for (const suite of module.children.allSuites()) this.#readSuite(name, suite);
    for (const test of module.children.allTests()) this.#readTest(name, test);
  }

  #readSuite(name: string, suite: TestSuite): void {
    if (suite.errors().length > 0) this.#tell(`${name} > ${suite.fullName}`, suite.errors());
  }

  #readTest(name: string, test: TestCase): void {
    const result = test.result();
    if (result.state === 'passed') this.#passed += 1;
    if (result.state === 'failed') this.#tell(`${name} > ${test.fullName}`, result.errors);
  }

  #tell(where: string, errors: readonly SerializedError[] = []): void {
    const message = errors.map((error) => error.stack || `${error.name}: ${error.message}`).join('\n');
    const lines = message.trim().split('\n').slice(0, MESSAGE_LINES);
    this.#failures.push(`FAILED ${where}\n${lines.map((line) => `  ${line}\n`).join('')}`);
  }
}
