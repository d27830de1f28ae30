// SPDX-License-Identifier: Apache-2.0
import { settings } from '../../stores/app';
import { useSettings } from '../../stores/hooks';
import { keepLayout } from '../../stores/settings-store';
import type { ColumnLayout } from '../../widgets/grid-columns';

/**
 * Columns of a table as the person arranged them. Widths are kept as "name=px": the settings hold lists, not maps.
 */
export function useColumnLayout(name: string): [ColumnLayout, (layout: ColumnLayout) => void] {
  const order = useSettings((state) => state.settings.layout[`${name}.order`]);
  const widths = useSettings((state) => state.settings.layout[`${name}.widths`]);
  const text = (value: unknown): readonly string[] =>
    Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  const pairs = text(widths).map((pair): [string, number] => {
    const [id = '', width = ''] = pair.split('=');
    return [id, Number(width)];
  });
  const layout = {
    order: text(order),
    widths: Object.fromEntries(pairs.filter(([, width]) => width >= 20 && width <= 2000)),
  };
  const keep = (next: ColumnLayout) => {
    keepLayout(settings, `${name}.order`, next.order);
    keepLayout(
      settings,
      `${name}.widths`,
      Object.entries(next.widths).map(([id, width]) => `${id}=${width}`),
    );
  };
  return [layout, keep];
}
