import { useEffect, useRef, useState } from 'react';
import { isSame } from './merging.ts';

/** A value once it has stood still for some milliseconds. */
export function useSettled<Value>(value: Value, milliseconds: number): Value {
  const [settled, setSettled] = useState(value);
  const newest = useRef(value);
  newest.current = value;
  const text = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(
      () => setSettled((before) => (isSame(before, newest.current) ? before : newest.current)),
      milliseconds,
    );
    return () => clearTimeout(timer);
  }, [text, milliseconds]);
  return settled;
}
