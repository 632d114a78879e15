/** The training operators, invented. */
export const TRAINING_OPERATORS: readonly { readonly login: string; readonly name: string }[] = [
  { login: 'training-1', name: 'Алла Снегирёва' },
  { login: 'training-2', name: 'Борис Лозин' },
  { login: 'training-3', name: 'Вера Калинкина' },
  { login: 'training-4', name: 'Глеб Ясенев' },
  { login: 'training-5', name: 'Елена Дубравина' },
  { login: 'training-6', name: 'Лев Голубин' },
  { login: 'training-7', name: 'Нина Вьюгина' },
  { login: 'training-8', name: 'Роман Берестов' },
  { login: 'training-9', name: 'Тимур Зимородков' },
  { login: 'training-10', name: 'Юлия Перепёлкина' },
];
