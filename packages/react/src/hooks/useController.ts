'use client';
import type { Controller } from '@potoo/core/controller';
import { useEffect, useState, useSyncExternalStore } from 'react';

/**
 * Holds a controller for as long as the component is there, and renders its state. Options are handed on after each render.
 * @param create - Makes the controller; called once. Nothing may happen in it.
 */
export function useController<State extends object, Options extends object, Kind extends Controller<State, Options>>(
  create: () => Kind & Controller<State, Options>,
  options: Options,
): readonly [Kind, State] {
  const [controller] = useState(create);
  useEffect(() => controller.setOptions(options));
  useEffect(() => controller.attach(), [controller]);
  const state = useSyncExternalStore(controller.subscribe, controller.getSnapshot, controller.getServerSnapshot);
  return [controller, state];
}
