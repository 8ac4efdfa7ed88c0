// The element in React 19; the types are checked.
import 'ketamine-screening/react';

export function SelfCheck({ onCompleted }: { onCompleted: (version: string) => void }) {
  return (
    <ketamine-screening
      api="https://screening.example.org"
      questionnaire="ketamine-quick-check"
      theme="light"
      lang="en"
      reveal-band
      onks-completed={({ detail }) => onCompleted(detail.version)}
    >
      <a href="https://screening.example.org">Take the self-check</a>
    </ketamine-screening>
  );
}

// @ts-expect-error The package does not know the service.
export const WithoutService = () => <ketamine-screening country="GB" />;

// @ts-expect-error There is no such theme.
export const WrongTheme = () => <ketamine-screening api="https://screening.example.org" theme="blue" />;
