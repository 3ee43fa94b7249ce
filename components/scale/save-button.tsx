'use client';
// A button that hands over a file.

export function SaveButton({
  label,
  disabled = false,
  onClick,
}: {
  readonly label: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}) {
  return (
    <button
      type="button"
      disabled={disabled}
      className="h-8 rounded-lg border border-line bg-card px-3 text-[13px] text-ink-2 hover:border-line-strong hover:text-ink disabled:opacity-50"
      onClick={onClick}
    >
      {label}
    </button>
  );
}
