import { freePorts } from '#platform/process/free-ports.js';
import type { WantedPort } from './ports.js';
import { serviceNames, type ServiceName, type StackSettings } from './settings.js';

/** Where each process listens. */
export interface PortPlan {
  gateway: { host: string; port: number };
  ports: Record<ServiceName, number>;
  postgresPort: number;
}

/**
 * Decides where each process listens: where the settings say, or on a free port where they say 0.
 * @param allFree whatever the settings say
 */
export async function planPorts(settings: StackSettings, allFree: boolean): Promise<PortPlan> {
  const free = await freePorts(serviceNames.length + 2);
  const choose = (wanted: number) => {
    const spare = free.pop()!;
    return allFree || wanted === 0 ? spare : wanted;
  };
  const { gateway, ports } = settings;
  return {
    gateway: { host: gateway.host, port: choose(gateway.port) },
    ports: {
      creator: choose(ports.creator),
      brand: choose(ports.brand),
      campaign: choose(ports.campaign),
      analytics: choose(ports.analytics),
    },
    postgresPort: choose(settings.postgresPort),
  };
}

/** The ports of what serves HTTP, with the settings that decide them. */
export function httpPorts({ gateway, ports }: PortPlan): WantedPort[] {
  const services = serviceNames.map((name) => ({
    setting: `${name.toUpperCase()}_PORT`,
    host: '127.0.0.1',
    port: ports[name],
  }));
  return [{ setting: 'GATEWAY_PORT', hostSetting: 'GATEWAY_HOST', ...gateway }, ...services];
}
