# Varnish before Standfirst (written for Varnish 7.1 of Debian 12, with varnish-modules for xkey:
# apt install varnish varnish-modules). Set DOWNSTREAM_URL=varnish://127.0.0.1:6081, where this listens.
#
# Kept is only what Standfirst labels with Surrogate-Control and xkey, and assets that never change. So a
# cookie in the request need not be looked at: nothing personal is ever labelled.
vcl 4.1;

import std;
import xkey;

backend standfirst {
    .host = "127.0.0.1";
    .port = "8000";
    .first_byte_timeout = 30s;
    .probe = { .url = "/livez"; .interval = 2s; .timeout = 1s; .window = 3; .threshold = 2; .initial = 2; }
}

# Who may purge: every machine that runs Standfirst, web process or worker.
acl purgers {
    "127.0.0.1";
    "::1";
}

sub vcl_recv {
    unset req.http.X-Try;
    if (req.method == "PURGE") {
        if (client.ip !~ purgers) {
            return (synth(403, "Not from here"));
        }
        if (req.http.xkey-purge) {
            return (synth(200, "Removed " + xkey.purge(req.http.xkey-purge)));
        }
        if (req.http.xkey-softpurge) {
            return (synth(200, "Expired " + xkey.softpurge(req.http.xkey-softpurge)));
        }
        return (synth(400, "By key only"));
    }
    if (req.method !~ "^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$") {
        return (synth(405, "Method not allowed"));
    }
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    if (req.http.Authorization || req.url ~ "^/(desk|documents|livez|readyz|metrics)(/|$)") {
        return (pass);
    }

    # What was dropped is served while the site does not answer, and only then.
    if (req.restarts == 0 && std.healthy(req.backend_hint)) {
        set req.grace = 0s;
    } else {
        set req.grace = 24h;
    }

    # Parameters that say where a reader came from make no page of their own.
    if (req.url ~ "[?&](utm_[a-z]+|fbclid|gclid|mc_[a-z]+)=") {
        set req.url = regsuball(req.url, "([?&])(utm_[a-z]+|fbclid|gclid|mc_[a-z]+)=[^&]*", "\1");
        set req.url = regsuball(req.url, "&+", "&");
        set req.url = regsub(req.url, "\?&", "?");
        set req.url = regsub(req.url, "[?&]+$", "");
    }
    set req.http.X-Try = req.restarts + 1;
    return (hash);
}

sub vcl_backend_response {
    # An error does not take the place of a page that is there, which is looked for once more.
    if (beresp.status >= 500) {
        if (bereq.is_bgfetch || bereq.http.X-Try == "1") {
            return (abandon);
        }
        set beresp.ttl = 0s;
        set beresp.grace = 0s;
        set beresp.uncacheable = true;
        return (deliver);
    }
    if (beresp.http.xkey && beresp.http.Surrogate-Control ~ "max-age=\d+" && !beresp.http.Set-Cookie) {
        set beresp.ttl = std.duration(regsub(beresp.http.Surrogate-Control, "^.*max-age=(\d+).*$", "\1s"), 0s);
        set beresp.grace = 24h;
        return (deliver);
    }
    if (beresp.http.Cache-Control ~ "immutable" && beresp.status == 200) {
        unset beresp.http.Set-Cookie;
        return (deliver);
    }
    # Everything else is fetched for each reader, none of whom waits for another.
    set beresp.ttl = 120s;
    set beresp.grace = 0s;
    set beresp.uncacheable = true;
    return (deliver);
}

# The site answered with an error (synth) or not at all (deliver): what it said last is better than nothing.
sub vcl_synth {
    if (resp.status == 503 && req.http.X-Try == "1") {
        return (restart);
    }
}

sub vcl_deliver {
    if (resp.status >= 500 && req.http.X-Try == "1") {
        return (restart);
    }
    unset resp.http.xkey;
    unset resp.http.Surrogate-Control;
    unset resp.http.X-Varnish;
    unset resp.http.Via;
}
