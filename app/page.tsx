export default function Page() {
  return <main>Cascade Lens</main>;
}
