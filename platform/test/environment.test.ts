import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import {
  ConfigurationError,
  portSetting,
  readEnvironment,
  secretSetting,
  serviceSettings,
} from '../src/configuration/environment.js';

describe('settings', () => {
  it('are read with their defaults', () => {
    const read = readEnvironment(z.object(serviceSettings), {
      PORT: '4101',
      DATABASE_URL: 'postgres://u:p@127.0.0.1:5432/creator',
      ASSERTION_SECRET: 'x'.repeat(32),
    });
    expect(read).toMatchObject({ HOST: '127.0.0.1', PORT: 4101, LOG_LEVEL: 'info' });
  });

  it('are reported all at once, each in a sentence that names it', () => {
    const read = (): unknown =>
      readEnvironment(z.object({ PORT: portSetting, SECRET: secretSetting, URL: z.string() }), {
        PORT: '70000',
        SECRET: 'short',
        URL: '',
      });
    expect(read).toThrow(ConfigurationError);
    try {
      read();
    } catch (error) {
      expect((error as ConfigurationError).problems).toEqual([
        'Setting PORT is wrong: must be 0 to 65535.',
        'Setting SECRET is wrong: must have at least 32 characters.',
        'Setting URL is missing.',
      ]);
    }
  });
});
