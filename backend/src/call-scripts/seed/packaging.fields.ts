import type { AuthoredScript } from '@warmline/contracts/call-script';
import { t } from './text.js';

export const PACKAGING_FIELDS: AuthoredScript['fields'] = [
  {
    name: 'kind',
    type: 'choice',
    label: t('Что берут', 'What they buy'),
    choices: [
      { id: 'box', label: t('Гофрокороба', 'Corrugated boxes') },
      { id: 'film', label: t('Плёнка и скотч', 'Film and tape') },
      { id: 'both', label: t('Короба и плёнка', 'Boxes and film') },
      { id: 'other', label: t('Другая упаковка', 'Other packaging') },
      { id: 'none', label: t('Упаковку не покупают', 'They buy no packaging') },
    ],
  },
  { name: 'volume', type: 'number', label: t('Объём, штук в месяц', 'Volume, pieces a month') },
  { name: 'supplier', type: 'text', label: t('Нынешний поставщик', 'Present supplier') },
  {
    name: 'pain',
    type: 'choice',
    label: t('Что не устраивает', 'What is wrong now'),
    choices: [
      { id: 'delays', label: t('Срывают сроки', 'Late deliveries') },
      { id: 'price', label: t('Цена', 'Price') },
      { id: 'quality', label: t('Качество', 'Quality') },
      { id: 'search', label: t('Ищут поставщика', 'Looking for a supplier') },
    ],
  },
  { name: 'email', type: 'email', label: t('Почта', 'E-mail') },
  { name: 'size', type: 'text', label: t('Размер или артикул', 'Size or item') },
  { name: 'meeting_at', type: 'date', label: t('Встреча', 'Meeting') },
  { name: 'meeting_place', type: 'text', label: t('Где встречаемся', 'Where to meet') },
  { name: 'callback_at', type: 'date', label: t('Когда перезвонить', 'When to call back') },
  { name: 'person_name', type: 'text', label: t('Кто решает', 'Who decides') },
  { name: 'person_position', type: 'text', label: t('Должность', 'Position') },
  { name: 'person_phone', type: 'phone', label: t('Его телефон', 'Their number') },
  { name: 'complaint', type: 'text', label: t('Жалоба', 'Complaint') },
];
