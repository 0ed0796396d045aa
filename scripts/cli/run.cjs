// Runs a command of package.json: node scripts/cli/run.cjs scripts/start.ts --no-demo
// Without a command it only checks the version of Node.
//
// Old-style JavaScript, because even a Node that is too old for the rest must be able to print the error.
'use strict';

var path = require('path');
var pathToFileURL = require('url').pathToFileURL;
var engines = require('../../package.json').engines;

var needed = parts(engines.node.replace('>=', ''));
var actual = parts(process.version.replace('v', ''));
if (actual[0] < needed[0] || (actual[0] === needed[0] && actual[1] < needed[1])) {
  console.error('Appshard needs Node ' + engines.node + '; this is ' + process.version);
  process.exit(1);
}

var script = process.argv[2];
if (script !== undefined) {
  // From here on the arguments are those of `node scripts/start.ts --no-demo`.
  process.argv.splice(1, 2, path.resolve(script));
  run(process.argv[1]);
}

function run(file) {
  var done = false;
  // Node exits with 0 when its event loop is empty, even if the command still awaits a promise that never settles.
  process.on('beforeExit', function () {
    if (done) return;
    console.error('The command ended before it had finished');
    process.exit(13);
  });
  import('tsx')
    .catch(function (error) {
      if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
      console.error('Cannot find the package tsx: it is not installed. Run `npm install`.');
      process.exit(1);
    })
    .then(function () {
      return import(pathToFileURL(file).href);
    })
    .then(function () {
      done = true;
    });
}

function parts(version) {
  return version.split('.').map(Number);
}
