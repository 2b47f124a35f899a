import { createRoot } from 'react-dom/client';
import { ExplorerApp } from './explorer-app.js';
import { readConfiguration } from './page-configuration.js';
import 'graphiql/graphiql.css';
import './explorer.css';

const root = document.getElementById('explorer');
if (!root) throw new Error('The page has no place for the explorer.');
createRoot(root).render(<ExplorerApp configuration={readConfiguration()} />);
