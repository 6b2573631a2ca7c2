import { readFileSync } from 'node:fs';

function read(report) {
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Counts vitest's report of a level: a test that did not run counts as failed, and so does a file
 * that failed outside its tests. A run that failed, or that ran nothing, has a failure at least.
 */
export function countTests(report, exitCode) {
  const { numTotalTests = 0, numPassedTests = 0, testResults = [] } = read(report) ?? {};
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status === 'passed'),
  );
  const failed = numTotalTests - numPassedTests + brokenFiles.length;
  const isBad = exitCode !== 0 || numTotalTests === 0;
  return { passed: numPassedTests, failed: isBad ? Math.max(failed, 1) : failed };
}
