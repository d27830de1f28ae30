// SPDX-License-Identifier: Apache-2.0
import { Menu } from '@mantine/core';
import { Fragment } from 'react';
import { closeMenu, useMenu } from './menu-state';

/** Stands once in the window. The focus goes back to what had it when the menu closes. */
export function ContextMenu() {
  const state = useMenu();
  if (state === null) return null;
  const { x, y, title, groups } = state;
  return (
    <Menu
      key={`${x},${y},${title}`}
      opened
      onClose={closeMenu}
      position="bottom-start"
      floatingStrategy="fixed"
      withinPortal={false}
      withInitialFocusPlaceholder={false}
      returnFocus={false}
      offset={0}
    >
      <Menu.Target>
        <i className="menu-place" style={{ left: x, top: y }} aria-hidden="true" />
      </Menu.Target>
      <Menu.Dropdown className="context-menu" aria-label={title} aria-labelledby={undefined}>
        <Menu.Label>{title}</Menu.Label>
        {groups.map((group, index) => (
          <Fragment key={group[0]?.id}>
            {index > 0 && <Menu.Divider />}
            {group.map(({ id, label, icon: Icon, key, run }) => (
              <Menu.Item
                key={id}
                leftSection={Icon ? <Icon size={13} aria-hidden="true" /> : <i className="no-mark" />}
                rightSection={key === undefined ? undefined : <span className="menu-key">{key}</span>}
                onClick={run}
              >
                {label}
              </Menu.Item>
            ))}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
