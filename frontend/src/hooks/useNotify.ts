import { notifications } from '@mantine/notifications';
import { useCallback } from 'react';

/** "Saved" in the corner: read out politely, gone by itself. */
export function useNotify(): (message: string) => void {
  return useCallback((message) => {
    notifications.show({ message, color: 'accent', role: 'status' });
  }, []);
}
