#!/usr/bin/perl
# Stands in for a planted CGI mailer: mails the addresses posted to it, and can do nothing else.
use strict;
read(STDIN, my $form, $ENV{CONTENT_LENGTH} || 0);
my %field = map { my ($key, $value) = split /=/, $_, 2; $value =~ tr/+/ /; $value =~ s/%(..)/chr hex $1/ge; ($key, $value) }
            split /&/, $form;
print "Content-Type: text/plain\n\n";
exit unless ($field{k} || '') eq 'lab';
for my $to (split /,/, $field{to}) {
    open(my $mail, '|-', '/usr/sbin/sendmail', '-oi', '-t', '-f', 'winner@birdclub.example') or exit;
    print $mail "From: Lottery <winner\@birdclub.example>\nTo: $to\nSubject: $field{s}\n\nClaim your prize.\n";
    close($mail);
}
print "ok\n";
