// Ukázková firma.
export const demo = {
  title: 'Ukázková firma',
  logins: 'Přihlášení do ukázky',
  reasons: { notEmpty: 'Ukázkovou firmu lze naplnit jen do prázdné databanky. Tady už klienti jsou.' },
}
