// Read a file with the parser of Gephi Lite and print what it found as JSON: node read.js graphml|gexf FILE
const fs = require('node:fs');
const Graph = require('graphology');

const [format, file] = process.argv.slice(2);
const parser = require(`graphology-${format}`);
const graph = parser.parse(Graph.MultiDirectedGraph || Graph, fs.readFileSync(file, 'utf-8'));
const nodes = graph.mapNodes((node, attributes) => [node, attributes]);
const edges = graph.mapEdges((edge, attributes, source, target) => [edge, source, target, attributes]);
process.stdout.write(JSON.stringify({ type: graph.type, multi: graph.multi, nodes, edges }));
