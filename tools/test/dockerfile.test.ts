import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseDockerfile } from '../dockerfile.js';

describe('parseDockerfile', () => {
  it('reads stages, steps and the command', () => {
    const text = `# Comment
FROM node:20-slim AS build
WORKDIR /app
ENV A=1 B="two words"
COPY package.json package-lock.json ./
RUN npm ci \\
    --no-audit

FROM node:20-slim
COPY --from=build /app/dist ./dist
USER node
EXPOSE 4000
CMD ["node", "main.js"]
`;
    expect(parseDockerfile(text)).toEqual([
      {
        image: 'node:20-slim',
        name: 'build',
        command: null,
        steps: [
          { kind: 'workdir', path: '/app' },
          { kind: 'env', variables: { A: '1', B: 'two words' } },
          { kind: 'copy', stage: null, sources: ['package.json', 'package-lock.json'], target: './' },
          { kind: 'run', command: 'npm ci --no-audit' },
        ],
      },
      {
        image: 'node:20-slim',
        name: '1',
        command: ['node', 'main.js'],
        steps: [{ kind: 'copy', stage: 'build', sources: ['/app/dist'], target: './dist' }],
      },
    ]);
  });

  it('refuses what it does not know, with the line', () => {
    expect(() => parseDockerfile('FROM node\n\nADD x y')).toThrow('Dockerfile line 3: ADD is not known here');
    expect(() => parseDockerfile('FROM node\nCOPY --chown=node . .')).toThrow('Dockerfile line 2: COPY --chown=node');
    expect(() => parseDockerfile('RUN true')).toThrow('Dockerfile line 1: RUN before FROM');
  });

  it('reads ours', () => {
    const stages = parseDockerfile(readFileSync('Dockerfile', 'utf8'));
    expect(stages.at(-1)?.command?.at(-1)).toBe('dist/gateway/src/main.js');
  });
});
