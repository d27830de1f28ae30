// SPDX-License-Identifier: Apache-2.0
import { createRoot } from 'react-dom/client';
import { type EnginePort, PORT_MESSAGE, QUERY_MESSAGE, QUERY_PLACE } from '../src-main/shared/contract';
import { App } from './frame/App';
import { listenForCaptures, sendTriggers } from './frame/captures/told';
import { listenForDrops } from './frame/drops';
import { captureBegun } from './frame/replay/begun';
import { Intake } from './intake/intake';
import { machine, settings, view } from './stores/app';
import { followSelection } from './stores/follow';
import { persist } from './stores/settings-store';
import { watchAgain } from './stores/watch';
import './theme/mantine.css';
import './theme/variables.gen.css';
import './theme/fonts.css';
import './tokens.css';
import './frame/frame.css';
import './frame/overlays.css';
import './widgets/widgets.css';
import './widgets/narrow-bar.css';

const { ringside } = window;
const intake = new Intake(machine, () => {
  captureBegun();
  followSelection();
  if (machine.capture !== null) return;
  sendTriggers();
  watchAgain();
});
let marked = false;

window.addEventListener('message', ({ source, data, ports: [port] }) => {
  if (source === window && data === QUERY_MESSAGE) view.setState({ place: QUERY_PLACE });
  if (source !== window || data !== PORT_MESSAGE || port === undefined) return;
  intake.attach(port as EnginePort);
});

view.subscribe((now, before) => {
  if (now.selected !== before.selected || now.tab !== before.tab) followSelection();
  if (now.pausedAt !== before.pausedAt) machine.channels.tellAll();
});

// The charts come with the first second, when the frame is told; what it draws is seen after the frame that follows.
machine.channels.subscribe('rest', () => {
  if (marked || machine.latest === 0) return;
  marked = true;
  requestAnimationFrame(() => requestAnimationFrame(() => void ringside.mark('first-chart')));
});

listenForDrops();

// Nothing is drawn while nobody looks, and the engine looks less often; what came in meanwhile is shown at once.
document.addEventListener('visibilitychange', () => {
  machine.send({ kind: 'seen', seen: !document.hidden });
  if (!document.hidden) machine.channels.tellAll();
});

/** Before the first paint: Mantine sets the scheme only after it. */
function setScheme(): void {
  const { colorScheme } = settings.getState().settings;
  const dark = window.matchMedia('(prefers-color-scheme: dark)').matches;
  const scheme = colorScheme === 'system' ? (dark ? 'dark' : 'light') : colorScheme;
  document.documentElement.dataset.mantineColorScheme = scheme;
}

async function start(): Promise<void> {
  setScheme();
  const facts = await ringside.facts();
  settings.setState({ facts, settings: facts.settings });
  if (facts.place !== null) view.setState({ place: facts.place });
  persist(
    settings,
    (changed) => void ringside.saveSettings(changed),
    (run, ms) => void setTimeout(run, ms),
  );
  listenForCaptures();
  setScheme();
  const root = document.getElementById('root');
  if (root !== null) createRoot(root).render(<App />);
  await ringside.connect();
}

void start();
