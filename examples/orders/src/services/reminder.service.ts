import type { ReminderRepository } from '../repositories/reminder.repository.ts';

/** Reminds people. What is kept here a mailer would send. */
export class ReminderService {
  private readonly reminders: ReminderRepository;

  constructor(reminders: ReminderRepository) {
    this.reminders = reminders;
  }

  /** @returns whether it is sent by this call; under a known key it was sent before */
  remind(key: string, orderId: string, recipient: string): Promise<boolean> {
    return this.reminders.add(key, orderId, recipient);
  }
}
