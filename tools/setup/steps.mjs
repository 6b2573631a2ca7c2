import { build, isBuilt } from './build.mjs';
import { install, isInstalled } from './install.mjs';
import { inTurn } from './turn.mjs';

async function timed(what, progress, step) {
  const begin = performance.now();
  const seconds = () => Math.round((performance.now() - begin) / 1000);
  progress(`${what} …`);
  const ticking = setInterval(() => progress(`${what} … ${seconds()} s`), 5000);
  try {
    await step();
  } finally {
    clearInterval(ticking);
  }
  progress(`${what}: done in ${seconds()} s`);
}

/** Installs and builds in `root` what is missing or out of date: at most one process at a time. */
export async function takeSteps(root, progress) {
  if (isInstalled(root) && isBuilt(root)) return;
  await inTurn(root, progress, async (onChild) => {
    if (!isInstalled(root))
      await timed('Installing packages', progress, () => install(root, onChild));
    if (!isBuilt(root)) await timed('Building', progress, () => build(root, onChild));
  });
}
