import { type ProblemName, problems } from '#contracts';

export function isProblemName(name: string): name is ProblemName {
  return Object.hasOwn(problems, name);
}

/** The page that a problem's type leads to. */
export function problemPage(name: ProblemName): string {
  const { status, title, remedy } = problems[name];
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>${name}: ${title}</title>
  </head>
  <body>
    <main>
      <h1>${title}</h1>
      <p><code>${name}</code>, status ${status}</p>
      <p>${remedy.replaceAll(/`([^`]+)`/g, '<code>$1</code>')}</p>
    </main>
  </body>
</html>
`;
}
