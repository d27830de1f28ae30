// SPDX-License-Identifier: Apache-2.0
// Mantine in our measures. build/scripts/gen-theme.mjs turns this into variables.gen.css, because the policy of the
// window allows no style element written at run time.

import {
  ActionIcon,
  Button,
  createTheme,
  type CSSVariablesResolver,
  Menu,
  Popover,
  SegmentedControl,
  Tooltip,
} from '@mantine/core';

export const theme = createTheme({
  fontFamily: '"Inter Variable", Inter, "Adwaita Sans", system-ui, sans-serif',
  fontFamilyMonospace:
    '"JetBrains Mono Variable", "Adwaita Mono", ui-monospace, "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '15px', xl: '20px' },
  lineHeights: { xs: '16px', sm: '16px', md: '18px', lg: '20px', xl: '24px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'sm',
  cursorType: 'default',
  focusRing: 'auto',
  respectReducedMotion: true,
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  colors: {
    accent: [
      ...(['#eef0fe', '#dfe2fd', '#c2c7fb', '#a3aaf8', '#8f97f7'] as const),
      ...(['#757df0', '#5d66e0', '#4c53d4', '#3c42a8', '#2a2e75'] as const),
    ],
    dark: [
      ...(['#e4e7eb', '#a8afb9', '#858d98', '#636b76', '#3a4049'] as const),
      ...(['#2a2f36', '#1f2329', '#16191d', '#121417', '#0d0f11'] as const),
    ],
  },
  components: {
    Button: Button.extend({
      defaultProps: { size: 'compact-sm', variant: 'default' },
      vars: () => ({
        root: {
          '--button-height': '26px',
          '--button-fz': '12px',
          '--button-padding-x': '10px',
          '--button-justify': 'center',
        },
      }),
    }),
    SegmentedControl: SegmentedControl.extend({
      defaultProps: { size: 'xs', transitionDuration: 0, withItemsBorders: false },
      vars: () => ({
        root: {
          '--sc-font-size': '12px',
          '--sc-padding': '0 9px',
          '--sc-transition-duration': '0ms',
          '--sc-shadow': 'none',
        },
      }),
    }),
    ActionIcon: ActionIcon.extend({ defaultProps: { size: 26, variant: 'subtle', color: 'gray' } }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 500, transitionProps: { duration: 0 }, withArrow: false, multiline: true },
    }),
    Menu: Menu.extend({ defaultProps: { transitionProps: { duration: 0 }, offset: 4, shadow: 'none' } }),
    Popover: Popover.extend({
      defaultProps: { transitionProps: { duration: 0 }, offset: 4, shadow: 'none' },
    }),
  },
});

const ours = {
  '--mantine-color-body': 'var(--bg)',
  '--mantine-color-text': 'var(--tx)',
  '--mantine-color-dimmed': 'var(--tx2)',
  '--mantine-color-placeholder': 'var(--tx3)',
  '--mantine-color-default': 'var(--raise)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-border': 'var(--line2)',
  '--mantine-color-default-color': 'var(--tx)',
};

export const resolver: CSSVariablesResolver = () => ({ variables: {}, light: ours, dark: ours });
