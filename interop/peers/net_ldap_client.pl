#!/usr/bin/perl
# net_ldap_client.pl HOST PORT NAME: drives a server by Perl's Net::LDAP, its entries named NAME-something.
# Prints what it saw, a fact a line: key, tab, value. What goes wrong ends it with an exit status.
use strict;
use warnings;
use Net::LDAP;
use Net::LDAP::Constant qw(:codes :controls);
use Net::LDAP::Control::Assertion;
use Net::LDAP::Control::Paged;
use Net::LDAP::Control::PostRead;
use Net::LDAP::Control::PreRead;
use Net::LDAP::Control::Sort;
use Net::LDAP::Extension::Refresh;
use Net::LDAP::Extension::WhoAmI;

my ($host, $port, $name) = @ARGV;
my $base = 'ou=Dynamic,o=Intranet';
binmode STDOUT, ':encoding(UTF-8)';

sub fact { my $key = shift; print "$key\t$_\n" for @_; }
sub dn { "cn=$name-$_[0],$base" }

# The reply, which must have this code.
sub code {
    my ($wanted, $message) = @_;
    die sprintf("code %d, not %d: %s\n", $message->code, $wanted, $message->error) if $message->code != $wanted;
    return $message;
}

fact('version', Net::LDAP->VERSION);

my $ldap = Net::LDAP->new($host, port => $port, timeout => 20) or die "no connection: $@\n";
code(LDAP_SUCCESS, $ldap->bind);

my $root = $ldap->root_dse;
fact('refresh', $root->supported_extension('1.3.6.1.4.1.1466.101.119.1') ? 'supported' : 'missing');
fact('paged', $root->supported_control(LDAP_CONTROL_PAGED) ? 'supported' : 'missing');
my $schema = $ldap->schema or die "no schema\n";
fact('class', map { $schema->objectclass($_)->{name} } qw(rtperson rtapplicationuser rtconference));
fact('must', map { $_->{name} } $schema->must('rtConference'));

code(LDAP_SUCCESS, $ldap->add(dn('a'), attrs => [
    objectClass => ['rtPerson', 'dynamicObject'], sn => 'Perl', sipaddress => '16777343', comment => ['x', 'y']]));
code(LDAP_ALREADY_EXISTS, $ldap->add(dn('a'), attrs => [objectClass => 'rtPerson']));

my $found = code(LDAP_SUCCESS, $ldap->search(base => $base, filter => "(cn=$name-*)", attrs => ['cn', 'sn', 'ipAddress']));
fact('found', map { ($_->dn, $_->get_value('sn'), $_->get_value('ipAddress')) } $found->entries);

my $before = Net::LDAP::Control::PreRead->new(attrs => ['sn'], critical => 1);
my $after = Net::LDAP::Control::PostRead->new(attrs => ['sn'], critical => 1);
my $changed = code(LDAP_SUCCESS, $ldap->modify(dn('a'), replace => { sn => 'Changed' }, control => [$before, $after]));
fact('pre-read', map { $_->entry->get_value('sn') } $changed->control(LDAP_CONTROL_PREREAD));
fact('post-read', map { $_->entry->get_value('sn') } $changed->control(LDAP_CONTROL_POSTREAD));
my $if = Net::LDAP::Control::Assertion->new(assertion => '(sn=Perl)', critical => 1);
code(LDAP_ASSERTION_FAILED, $ldap->modify(dn('a'), replace => { sn => 'Again' }, control => [$if]));
fact('assertion', 'failed as it should');

my $refreshed = code(LDAP_SUCCESS, $ldap->refresh(entryName => dn('a'), requestTtl => 1234));
fact('ttl', $refreshed->get_ttl);
fact('whoami', '"' . code(LDAP_SUCCESS, $ldap->who_am_i)->response . '"');

code(LDAP_COMPARE_TRUE, $ldap->compare(dn('a'), attr => 'sn', value => 'CHANGED'));
code(LDAP_COMPARE_FALSE, $ldap->compare(dn('a'), attr => 'sn', value => 'Perl'));
code(LDAP_UNWILLING_TO_PERFORM, $ldap->moddn(dn('a'), newrdn => "cn=$name-b"));
fact('compare and rename', 'as they should');

code(LDAP_SUCCESS, $ldap->add(dn("page-$_"), attrs => [objectClass => ['rtPerson', 'dynamicObject']])) for 0 .. 6;
my $pager = Net::LDAP::Control::Paged->new(size => 3);
my (@names, $pages);
while (1) {
    my $page = code(LDAP_SUCCESS, $ldap->search(
        base => $base, filter => "(cn=$name-page-*)", attrs => ['cn'], control => [$pager]));
    $pages++;
    push @names, map { $_->get_value('cn') } $page->entries;
    my ($answer) = $page->control(LDAP_CONTROL_PAGED) or last;
    my $cookie = $answer->cookie;
    last unless defined $cookie && length $cookie;
    $pager->cookie($cookie);
}
fact('pages', $pages);
fact('names', sort @names);

my $sort = Net::LDAP::Control::Sort->new(order => 'cn', critical => 1);
code(LDAP_UNAVAILABLE_CRITICAL_EXT, $ldap->search(base => $base, filter => "(cn=$name-a)", control => [$sort]));
fact('sort', 'refused as it should');

my $mine = code(LDAP_SUCCESS, $ldap->search(
    base => 'objectClass=rtPerson', scope => 'base', filter => "(&(objectClass=rtPerson)(cn=$name-a)(sttl=10))", attrs => ['sttl']));
fact('n-client', map { ($_->dn, $_->get_value('sttl')) } $mine->entries);

code(LDAP_SUCCESS, $ldap->delete(dn('a')));
code(LDAP_NO_SUCH_OBJECT, $ldap->delete(dn('a')));
$ldap->unbind;

# LDAP v2, in the N-client's manner.
my $old = Net::LDAP->new($host, port => $port, version => 2, timeout => 20) or die "no connection: $@\n";
code(LDAP_SUCCESS, $old->bind(version => 2));
code(LDAP_SUCCESS, $old->add("c=US, cn=$name-v2\@example.com, objectClass=rtPerson", attrs => [
    cn => "$name-v2\@example.com", surname => 'Two', sappid => 'perl', sprotid => 'h323']));
my $list = code(LDAP_SUCCESS, $old->search(
    base => 'objectClass=rtPerson', scope => 'base', filter => "(&(cn=%)(sappid=perl)(surname=two))", attrs => ['surname', 'sappid']));
fact('v2', map { ($_->dn, $_->get_value('surname'), $_->get_value('sappid')) } $list->entries);
code(LDAP_SUCCESS, $old->delete("c=US, cn=$name-v2\@example.com, objectClass=rtPerson"));
$old->unbind;
