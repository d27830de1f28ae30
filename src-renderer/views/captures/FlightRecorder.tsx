// SPDX-License-Identifier: Apache-2.0
// What is held at any moment, what more it would cost to hold, and what saves it by itself.
import { Button } from '@mantine/core';
import { arm, saveLast, whyNot } from '../../frame/captures/actions';
import { spanText } from '../../format/clock';
import { percentText } from '../../format/figure';
import { machine } from '../../stores/app';
import { useChannel, useTold } from '../../stores/hooks';
import { Triggers } from './Triggers';

export function FlightRecorder() {
  useChannel('captures');
  const flight = machine.captures?.flight;
  const obstacle = useTold('rest', whyNot);
  return (
    <section aria-label="Flight recorder">
      <h2>Flight recorder</h2>
      {flight === undefined || obstacle !== null ? (
        <p className="second">{obstacle ?? 'The engine is starting.'}</p>
      ) : (
        <>
          <p className="second">
            The counts of the last {spanText(flight.seconds)} are held at any moment, so that what just
            happened can still be saved.
          </p>
          <label className="check">
            <input type="checkbox" checked={flight.armed} onChange={({ target }) => arm(target.checked)} />
            <span>Also every call</span>
          </label>
          <p className="third fine">
            {flight.armed ? (
              'What it truly costs is in the bar at the bottom.'
            ) : (
              <>
                At the present rate that takes about <b>{percentText(flight.price)} %</b> of a core{' '}
                <i className="estimate">estimate</i>, and at most 256 MiB of disk.
              </>
            )}
          </p>
          {flight.trouble !== null && (
            <p className="bad fine" role="status">
              Single calls are no longer held: {flight.trouble}
            </p>
          )}
          <div className="side-acts">
            <Button onClick={saveLast}>Save last 30 s</Button>
          </div>
        </>
      )}
      <Triggers />
    </section>
  );
}
