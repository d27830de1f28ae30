// SPDX-License-Identifier: Apache-2.0
// Names of systemd's units, as they stand in a control group's path, and the application that a unit was made for.

const UNIT = /\.(?:service|scope|slice|socket|mount|swap|timer|target|path|device|automount)$/;

/** Whether a part of a path is a unit. */
export const isUnit = (part: string): boolean => UNIT.test(part) && part.length > 1 && !part.startsWith('.');

/** As `systemctl` writes it: what systemd put before a name that the kernel would have taken for its own goes. */
export const unitName = (part: string): string => (part.startsWith('_') ? part.slice(1) : part);

/** `org.kde.a\x2db` to `org.kde.a-b`: what systemd escaped, bytes of UTF-8 among them. */
export function unescapeUnit(text: string): string {
  if (!text.includes('\\x')) return text;
  const bytes = Buffer.from(text, 'utf8').toString('latin1');
  const plain = bytes.replace(/\\x([0-9a-fA-F]{2})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  return Buffer.from(plain, 'latin1').toString('utf8');
}

export interface App {
  readonly app: string;
  /** What brought it: `flatpak`, `snap`; a desktop's own launcher is none. */
  readonly packaging?: 'flatpak' | 'snap';
}

const SNAP =
  /^snap\.([a-z0-9][a-z0-9_-]*)\.(.+?)(?:[.-][0-9a-f]{8}-[0-9a-f-]{27}|[.-]\d+)?\.(?:scope|service)$/;
const DBUS = /^dbus-:[\d.]+-(.+?)(?:@[^@]*)?\.(?:service|slice)$/;
const GNOME = /^gnome-launched-(.+?)(?:\.desktop)?-\d+\.scope$/;

/** A snap of one program is called like it. */
function snapApp([, snap = '', rest = '']: readonly string[]): App {
  const name = rest.replace(/^hook\..*$/, snap);
  return { app: name === snap ? snap : `${snap}.${name}`, packaging: 'snap' };
}

/**
 * The application of a unit, as desktops name them:
 *   app[-LAUNCHER]-ID-RANDOM.scope   app[-LAUNCHER]-ID[@RANDOM].service   snap.SNAP.PROGRAM.UUID.scope
 */
export function appOfUnit(unit: string): App | undefined {
  const snap = SNAP.exec(unit);
  if (snap) return snapApp(snap);
  const other = DBUS.exec(unit) ?? GNOME.exec(unit);
  if (other?.[1]) return { app: unescapeUnit(other[1]) };
  const [, middle = '', kind] = /^app-(.+)\.(scope|service|slice)$/.exec(unit) ?? [];
  if (!kind) return undefined;
  const parts = (kind === 'service' ? middle.replace(/@[^@]*$/, '') : middle).split('-');
  // A scope ends with something random; where it is missing, the name is all there is.
  if (kind === 'scope' && parts.length > 1) parts.pop();
  const launcher = parts.length > 1 ? parts[0] : undefined;
  const id = unescapeUnit(parts.slice(launcher === undefined ? 0 : 1).join('-'));
  if (!id) return undefined;
  return launcher === 'flatpak' ? { app: id, packaging: 'flatpak' } : { app: id };
}
