// What is said while an engine is on its way, and when it has failed.

/** Bytes as a visitor counts them, without the unit. */
export const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);

/** `share` is from 0 to 1, and null where it cannot be told. */
export function Loading({
  what,
  text,
  share,
}: {
  /** For who does not see the bar, for example "PostgreSQL". */
  readonly what: string;
  readonly text: string;
  readonly share: number | null;
}) {
  return (
    <div className="flex items-center gap-3 text-ink-2" data-testid="loading">
      <span className="whitespace-nowrap">{text}</span>
      <ProgressBar label={`Loading ${what}`} share={share} className="w-28" />
    </div>
  );
}

export function ProgressBar({
  label,
  share,
  className,
}: {
  readonly label: string;
  readonly share: number | null;
  readonly className: string;
}) {
  return (
    <progress
      aria-label={label}
      className={`h-1.5 overflow-hidden rounded-full [&::-moz-progress-bar]:bg-ink [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-ink ${className}`}
      {...(share === null ? {} : { value: share, max: 1 })}
    />
  );
}

export function Failure({
  sentence,
  detail,
  onRetry,
}: {
  readonly sentence: string;
  readonly detail: string;
  readonly onRetry: () => void;
}) {
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-bad">
      <span>
        <b>{sentence}</b> <span className="text-ink-2">{detail}</span>
      </span>
      <button
        type="button"
        className="h-9 rounded-lg border border-bad bg-card px-3 font-semibold hover:bg-bad-soft"
        onClick={onRetry}
      >
        Try again
      </button>
    </div>
  );
}
