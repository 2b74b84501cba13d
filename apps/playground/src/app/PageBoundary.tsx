import { ErrorNote } from '@potoo/react/error-note';
import { Component, type ReactNode } from 'react';

interface State {
  readonly error: Error | undefined;
}

/** Shows a mistake of ours in one tool as an error with a way on, and leaves the rest of the page as it is. */
export class PageBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    const hint = 'This is a mistake of the page, not of yours. Loading it again may help.';
    return <ErrorNote error={{ message: error.message, hint }} onRetry={() => location.reload()} />;
  }
}
