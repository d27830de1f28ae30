// SPDX-License-Identifier: Apache-2.0
import { type MantineColorSchemeManager, MantineProvider } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { machine } from '../stores/app';
import { useSettings, useTold, useView } from '../stores/hooks';
import { scope } from '../stores/scope';
import { theme } from '../theme/theme';
import { ContextMenu } from '../widgets/ContextMenu';
import { CaptureQuestions } from './captures/Asked';
import { CaptureLines } from './captures/Lines';
import { type Command, commandsFor } from './commands';
import { Keys } from './Keys';
import { Nav } from './Nav';
import { Palette } from './Palette';
import { type Place, placesFor } from './places';
import { StatusBar } from './StatusBar';
import { listenForKeys } from './shortcuts';
import { CaptureBar } from './replay/CaptureBar';
import { TopBar } from './TopBar';
import { LostLine, useTrouble } from './Trouble';

/** The scheme is a setting of ours; Mantine is to keep none of its own. */
const noManager: MantineColorSchemeManager = {
  get: (standard) => standard,
  set: () => {},
  subscribe: () => {},
  unsubscribe: () => {},
  clear: () => {},
};

function Page({ place }: { place: Place }) {
  const trouble = useTrouble();
  const { component: Component, info } = place;
  if (trouble !== null && !place.apart)
    return (
      <div className="page">
        <header className="page-head">
          <h1>{place.title}</h1>
          <p>{place.sentence}</p>
        </header>
        {trouble}
      </div>
    );
  return <Component key={place.tracer} tracer={info} />;
}

function Frame() {
  const hello = useTold('rest', () => machine.hello);
  const asked = useView((view) => view.place);
  const [keys, setKeys] = useState(false);
  const opened = useSettings((state) => state.facts?.capture ?? null) === null ? 'live' : null;
  const places = placesFor(hello?.tracers ?? [], machine.capture === null ? opened : 'capture');
  const follows = places.find((one) => one.follows)?.tracer ?? null;
  useEffect(() => scope.setState({ place: follows }), [follows]);
  const place = places.find((one) => one.tracer === asked) ?? places[0];
  const latest = useRef<() => readonly Command[]>(() => []);
  latest.current = () => commandsFor(places, () => setKeys(true));
  useEffect(() => listenForKeys(() => latest.current()), []);
  return (
    <div className="frame">
      <TopBar filter={place?.filter} />
      <CaptureBar />
      <Nav places={places} onKeys={() => setKeys(true)} />
      <main key={place?.tracer}>
        <LostLine />
        <CaptureLines />
        {place && <Page place={place} />}
        <ContextMenu />
      </main>
      <StatusBar />
      <Keys
        opened={keys}
        onClose={() => setKeys(false)}
        commands={latest.current()}
        rowKeys={place?.keys ?? []}
      />
      <Palette commands={latest.current} />
      <CaptureQuestions />
    </div>
  );
}

export function App() {
  const { colorScheme, density } = useSettings((state) => state.settings);
  useEffect(() => {
    document.documentElement.dataset.density = density;
  }, [density]);
  const forced = colorScheme === 'system' ? {} : { forceColorScheme: colorScheme };
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={noManager}
      withCssVariables={false}
      withGlobalClasses={false}
      {...forced}
    >
      <Frame />
    </MantineProvider>
  );
}
