import { setUp } from './setup.mjs';

setUp(console.log)
  .then(
    () => true,
    (error) => {
      console.error(`Contrail could not be set up: ${error.message}`);
      return false;
    },
  )
  .then((isSetUp) =>
    import('./checks/test-run.mjs').then(({ testRun }) => testRun(process.argv.slice(2), isSetUp)),
  )
  .then((exitCode) => process.exit(exitCode))
  .catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
