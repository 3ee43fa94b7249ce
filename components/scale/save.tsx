'use client';
// A button that hands over a file.

export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the content by the next task.
  setTimeout(() => URL.revokeObjectURL(url));
}

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
