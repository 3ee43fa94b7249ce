/** The name with its two marks: the ORM's disc and the foreign key's diamond. */
export function Brand() {
  return (
    <span className="flex items-center gap-2.5 font-semibold tracking-tight whitespace-nowrap">
      <svg aria-hidden width="24" height="24" viewBox="0 0 24 24" fill="none">
        <circle cx="7" cy="6" r="4" fill="var(--orm-solid)" />
        <rect x="13.2" y="12.2" width="7.6" height="7.6" transform="rotate(45 17 16)" fill="var(--fk-solid)" />
        <path d="M8.5 10c.8 3 2.4 5 4 5.6" stroke="var(--ink-3)" strokeWidth="1.6" />
      </svg>
      Cascade Lens
    </span>
  );
}
