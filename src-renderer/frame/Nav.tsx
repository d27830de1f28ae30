// SPDX-License-Identifier: Apache-2.0
import { Menu, UnstyledButton } from '@mantine/core';
import { Check, CircleHelp, Contrast } from 'lucide-react';
import type { ColorScheme, Density } from '../../src-main/shared/contract';
import { settings, view } from '../stores/app';
import { useSettings, useView } from '../stores/hooks';
import { change } from '../stores/settings-store';
import type { Place } from './places';
import { TEXT_AS_IT_WAS, textSize } from './text-size';

const SCHEMES: readonly [ColorScheme, string][] = [
  ['system', 'As the desktop'],
  ['light', 'Light'],
  ['dark', 'Dark'],
];
const DENSITIES: readonly [Density, string][] = [
  ['compact', 'Compact rows'],
  ['comfortable', 'Comfortable rows'],
];

const SIZES = [
  { by: 1, label: 'Larger', key: 'Ctrl +' },
  { by: -1, label: 'Smaller', key: 'Ctrl −' },
  { by: TEXT_AS_IT_WAS, label: 'As it was', key: 'Ctrl 0' },
] as const;

function Appearance() {
  const { colorScheme, density, zoom } = useSettings((state) => state.settings);
  const mark = (on: boolean) => (on ? <Check size={13} aria-label="chosen" /> : <i className="no-mark" />);
  return (
    <Menu position="right-end" width={200} withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <UnstyledButton className="nav-item" aria-label="Appearance">
          <Contrast size={15} aria-hidden="true" />
          <span>Appearance</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Colours</Menu.Label>
        {SCHEMES.map(([id, label]) => (
          <Menu.Item
            key={id}
            leftSection={mark(id === colorScheme)}
            onClick={() => change(settings, { colorScheme: id })}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Label>Rows</Menu.Label>
        {DENSITIES.map(([id, label]) => (
          <Menu.Item
            key={id}
            leftSection={mark(id === density)}
            onClick={() => change(settings, { density: id })}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Label>Text, {zoom} %</Menu.Label>
        {SIZES.map(({ by, label, key }) => (
          <Menu.Item
            key={label}
            leftSection={<i className="no-mark" />}
            rightSection={<span className="menu-key">{key}</span>}
            closeMenuOnClick={false}
            onClick={() => textSize(by)}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

export function Nav({ places, onKeys }: { places: readonly Place[]; onKeys: () => void }) {
  const here = useView((state) => state.place);
  return (
    <nav className="nav" aria-label="Places">
      <div className="nav-places">
        {places.map(({ tracer, title, icon: Icon, figure: Figure }) => (
          <UnstyledButton
            key={tracer}
            className="nav-item"
            aria-current={tracer === here ? 'page' : undefined}
            aria-label={title}
            title={title}
            onClick={() => view.setState({ place: tracer })}
          >
            <Icon size={15} aria-hidden="true" />
            <span>{title}</span>
            <em aria-hidden="true">{Figure && <Figure tracer={tracer} />}</em>
          </UnstyledButton>
        ))}
      </div>
      <Appearance />
      <UnstyledButton className="nav-item" aria-label="Keys" onClick={onKeys}>
        <CircleHelp size={15} aria-hidden="true" />
        <span>Keys</span>
        <em>
          <kbd>?</kbd>
        </em>
      </UnstyledButton>
    </nav>
  );
}
