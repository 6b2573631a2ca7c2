import {
  driverFolders,
  drivers,
  entrances,
  forSpecs,
  pure,
  rows,
  unrestricted,
} from './import-table.mjs';

const ours = '^(apps|libs|tools|test)/';
const testing = String.raw`(^|/)test/|\.spec\.ts$`;
const commands = String.raw`^tools/[^/]+\.mjs$`;

const literally = (path) => path.replaceAll('.', String.raw`\.`);
const inFolder = (folder) => `^${literally(folder)}/`;
const entrance = (name) => `^${literally(entrances[name])}$`;
const packages = (names) => `(^|/)node_modules/(@types/)?(${names.join('|')})/`;

const restricted = rows.map(({ folder }) => folder);
const mayImportDrivers = [...driverFolders, ...unrestricted].map(inFolder);

const forRow = ({ folder, mayImport, types = [] }) => ({
  name: folder,
  from: { path: inFolder(folder) },
  to: {
    path: ours,
    pathNot: [
      ...[folder, ...forSpecs.folders].map(inFolder),
      ...[...mayImport, ...types].map(entrance),
    ],
  },
});

const forTypes = ({ folder, types }) => ({
  name: `${folder}: types alone`,
  from: { path: inFolder(folder) },
  to: { path: types.map(entrance), dependencyTypesNot: ['type-only'] },
});

const forPure = (folder) => ({
  name: `${folder}: nothing from outside`,
  from: { path: inFolder(folder), pathNot: testing },
  to: { pathNot: inFolder(folder) },
});

const general = [
  {
    name: 'a folder without a row',
    from: { path: '^(apps|libs)/', pathNot: [...restricted, ...unrestricted].map(inFolder) },
    to: {},
  },
  {
    name: 'past the entrance',
    from: { path: '^((?:apps|libs|tools)/[^/]+|test)/' },
    to: {
      path: '^(apps|libs)/',
      pathNot: [
        '^$1/',
        ...Object.keys(entrances).map(entrance),
        String.raw`^apps/[^/]+/src/[^/]+\.module\.ts$`,
      ],
    },
  },
  {
    name: 'tests or services outside a test',
    from: { path: restricted.map(inFolder), pathNot: testing },
    to: { path: forSpecs.folders.map(inFolder) },
  },
  {
    name: 'a spec outside a test',
    from: { path: ours, pathNot: testing },
    to: { path: String.raw`\.spec\.ts$` },
  },
  {
    name: 'a driver',
    from: { path: ours, pathNot: [...mayImportDrivers, testing] },
    to: { path: packages(drivers) },
  },
  {
    name: 'a driver in a test',
    from: { path: testing, pathNot: mayImportDrivers },
    to: { path: packages(drivers.filter((name) => !forSpecs.drivers.includes(name))) },
  },
  {
    name: 'a development dependency outside a test',
    from: { path: ours, pathNot: [testing, '^tools/checks/'] },
    to: { dependencyTypes: ['npm-dev'] },
  },
  {
    name: 'a package that package.json does not name',
    from: { path: ours },
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
  {
    name: 'a name that leads nowhere',
    from: { path: ours, pathNot: commands },
    to: { couldNotResolve: true },
  },
  {
    name: 'what was built',
    from: { path: ours, pathNot: commands },
    to: { path: '^dist/' },
  },
  { name: 'a cycle', from: {}, to: { circular: true } },
];

/** The rules that the table stands for, as dependency-cruiser wants them. */
export const importRules = [
  ...rows.map(forRow),
  ...rows.filter(({ types }) => types).map(forTypes),
  ...pure.map(forPure),
  ...general,
].map((rule) => ({ ...rule, severity: 'error' }));
